/** An agent that writes code. */
@NullMarked
package com.acme.coding;

import org.jspecify.annotations.NullMarked;
