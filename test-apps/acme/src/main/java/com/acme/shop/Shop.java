package com.acme.shop;

import com.acme.Step;
import dev.callgate.Irreversible;

/** A shop whose developers marked what cannot be undone. */
public final class Shop {
  private boolean open = true;
  private int visitors;

  /** Somebody looks around, then somebody closes the shop. */
  public static void main() {
    Shop shop = new Shop();
    Step.go("visit", shop::visit);
    Step.go("close", () -> shop.close("C-17"));
    Step.effect(shop.visitors + " visitor, " + (shop.open ? "open" : "closed"));
  }

  int visit() {
    return ++visitors;
  }

  @Irreversible
  String close(String customer) {
    open = false;
    return "for " + customer;
  }
}
