package dev.callgate.testapps.hostile;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.AttachingConnector;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.event.MethodEntryEvent;
import com.sun.jdi.request.EventRequest;
import com.sun.jdi.request.MethodEntryRequest;
import java.util.Map;

/** Another JVM, which debugs the program and answers in the gate's place. */
public final class Debugger {
  private Debugger() {}

  /**
   * Says {@code ready} on standard output when it is, and stays until it or the program is ended.
   *
   * @param args the port
   */
  public static void main(String[] args) throws Exception {
    AttachingConnector socket =
        Bootstrap.virtualMachineManager().attachingConnectors().stream()
            .filter(connector -> connector.name().equals("com.sun.jdi.SocketAttach"))
            .findFirst()
            .orElseThrow();
    Map<String, Connector.Argument> where = socket.defaultArguments();
    where.get("hostname").setValue("127.0.0.1");
    where.get("port").setValue(args[0]);
    VirtualMachine program = socket.attach(where);
    MethodEntryRequest entries = program.eventRequestManager().createMethodEntryRequest();
    entries.addClassFilter("java.lang.CallgateBridge");
    entries.setSuspendPolicy(EventRequest.SUSPEND_EVENT_THREAD);
    entries.enable();
    System.out.println("ready");
    try {
      while (true) {
        EventSet events = program.eventQueue().remove();
        for (Event event : events) {
          if (event instanceof MethodEntryEvent entry && entry.method().name().equals("enter")) {
            answer(entry.thread());
          }
        }
        events.resume();
      }
    } catch (VMDisconnectedException ended) {
      // There is nobody left to be debugged.
      return;
    }
  }

  /** What the gate answers when it lets a call run. */
  private static void answer(ThreadReference thread) throws Exception {
    thread.forceEarlyReturn(null);
  }
}
