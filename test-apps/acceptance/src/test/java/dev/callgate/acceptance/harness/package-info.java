/**
 * What the acceptance tests are made of: processes with their streams, an approver with its data
 * directory, a reviewer who decides. Every wait ends, and a wait that ends in vain says what the
 * processes wrote.
 */
@NullMarked
package dev.callgate.acceptance.harness;

import org.jspecify.annotations.NullMarked;
