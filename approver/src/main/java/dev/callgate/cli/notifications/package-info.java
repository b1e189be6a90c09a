/** The command about what people were told. */
@NullMarked
package dev.callgate.cli.notifications;

import org.jspecify.annotations.NullMarked;
