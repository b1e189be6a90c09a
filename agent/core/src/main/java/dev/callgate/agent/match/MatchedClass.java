package dev.callgate.agent.match;

import java.util.List;

/**
 * A class with something to weave.
 *
 * @param name the internal name
 * @param methods what to weave; may be empty when only {@code providers} matter
 * @param providers loaded superclasses that now also provide bodies for gated methods and must be
 *     woven again, or nothing
 */
public record MatchedClass(String name, List<MatchedMethod> methods, List<Class<?>> providers) {}
