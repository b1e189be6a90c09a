package dev.callgate.testapps.libraries;

/** Something that a library does once. */
interface Deed {
  /**
   * @return what to print when it was done
   */
  String run() throws Exception;
}
