/**
 * Facts that are kept by watching: what the methods of some classes were given and returned. A
 * policy that names none of them watches nothing.
 */
@NullMarked
package dev.callgate.agent.fact;

import org.jspecify.annotations.NullMarked;
