package com.acme;

/** Something that a program does. */
@FunctionalInterface
public interface Deed {
  /**
   * @return what to print when it was done
   */
  Object run() throws Exception;
}
