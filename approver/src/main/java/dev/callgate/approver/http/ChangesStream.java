package dev.callgate.approver.http;

import dev.callgate.approver.api.RequestChanges;
import dev.callgate.approver.life.Views;
import org.jspecify.annotations.Nullable;

/**
 * What a console hears: first everything that is pending, then each change. It never goes on from
 * where an earlier stream was cut off, because what a page remembers may be of another approver's
 * database.
 */
final class ChangesStream implements Reply.Events {
  private final Views views;
  private long cursor = -1;

  ChangesStream(Views views) {
    this.views = views;
  }

  @Override
  public Reply.@Nullable Event next() {
    if (cursor < 0) {
      RequestChanges all = views.snapshot();
      cursor = all.cursor();
      return new Reply.Event("snapshot", all);
    }
    RequestChanges changes = views.changedAfter(cursor);
    if (changes.requests().isEmpty()) {
      return null;
    }
    cursor = changes.cursor();
    return new Reply.Event("changes", changes);
  }
}
