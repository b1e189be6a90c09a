/**
 * Arguments as data: read once without running application code, shown, digested, compared, and
 * converted back from what a person typed.
 */
@NullMarked
package dev.callgate.agent.value;

import org.jspecify.annotations.NullMarked;
