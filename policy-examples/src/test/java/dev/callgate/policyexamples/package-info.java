/** Every example policy holds what its comments say, and lets run what they say. */
@NullMarked
package dev.callgate.policyexamples;

import org.jspecify.annotations.NullMarked;
