/** Commands about API tokens, which people make for their programs. */
@NullMarked
package dev.callgate.cli.tokens;

import org.jspecify.annotations.NullMarked;
