/** An assistant with a database. */
@NullMarked
package com.acme.data;

import org.jspecify.annotations.NullMarked;
