@NullMarked
package dev.callgate.scan;

import org.jspecify.annotations.NullMarked;
