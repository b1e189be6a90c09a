/** What its developers marked as irreversible. */
@NullMarked
package com.acme.shop;

import org.jspecify.annotations.NullMarked;
