/** The built-in packs, held against the libraries that they are about. */
@NullMarked
package dev.callgate.testapps.packs;

import org.jspecify.annotations.NullMarked;
