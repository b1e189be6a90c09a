/**
 * The same kind of deed with no agent framework around it: plain Java that reaches the marked
 * methods of {@link dev.callgate.testapps.improvised.Ledger} by every route the language offers.
 * The mark is the only thing here that knows of Callgate.
 */
@NullMarked
package dev.callgate.testapps.improvised;

import org.jspecify.annotations.NullMarked;
