package com.acme.assistant;

import java.util.ArrayList;
import java.util.List;

/** Carries out what a model asked for. */
public final class ToolDispatcher {
  private final List<String> ran = new ArrayList<>();

  /**
   * @param arguments JSON, as the model wrote it
   */
  String run(String tool, String arguments) {
    ran.add(tool);
    return tool + " " + arguments;
  }

  String fetch(String address) {
    ran.add("fetch");
    return "200 from " + address;
  }

  List<String> ran() {
    return ran;
  }
}
