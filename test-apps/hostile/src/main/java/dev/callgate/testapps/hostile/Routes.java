package dev.callgate.testapps.hostile;

import java.util.ArrayList;
import java.util.List;

/** Collects the routes of one group, whose name goes before theirs. Not thread-safe. */
final class Routes {
  private static final int OLDEST = 17;

  private final String group;
  private final List<Route> list = new ArrayList<>();

  Routes(String group) {
    this.group = group;
  }

  Routes route(String name, Attack attack) {
    return route(name, OLDEST, Integer.MAX_VALUE, attack);
  }

  /** A route that this and newer Java have. */
  Routes since(int first, String name, Attack attack) {
    return route(name, first, Integer.MAX_VALUE, attack);
  }

  /** A route that Java had until this one. */
  Routes until(int last, String name, Attack attack) {
    return route(name, OLDEST, last, attack);
  }

  private Routes route(String name, int first, int last, Attack attack) {
    list.add(new Route(group + "/" + name, first, last, attack));
    return this;
  }

  List<Route> list() {
    return List.copyOf(list);
  }
}
