/** A home-made assistant. */
@NullMarked
package com.acme.assistant;

import org.jspecify.annotations.NullMarked;
