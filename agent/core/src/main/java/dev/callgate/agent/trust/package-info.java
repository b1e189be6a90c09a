/**
 * Whose signatures this JVM believes: a pinned key, or what pinned roots have signed and the newest
 * list of it that was seen.
 */
@NullMarked
package dev.callgate.agent.trust;

import org.jspecify.annotations.NullMarked;
