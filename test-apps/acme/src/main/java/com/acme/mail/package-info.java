/** An assistant that writes mail. */
@NullMarked
package com.acme.mail;

import org.jspecify.annotations.NullMarked;
