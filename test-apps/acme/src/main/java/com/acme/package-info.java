/** One company's small programs, each of which one of the example policies is for. */
@NullMarked
package com.acme;

import org.jspecify.annotations.NullMarked;
