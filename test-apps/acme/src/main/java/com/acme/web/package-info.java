/** A client of other people's services. */
@NullMarked
package com.acme.web;

import org.jspecify.annotations.NullMarked;
