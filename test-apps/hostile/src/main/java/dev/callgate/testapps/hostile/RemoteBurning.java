package dev.callgate.testapps.hostile;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.rmi.Remote;
import java.rmi.RemoteException;
import java.rmi.server.RMIClientSocketFactory;
import java.rmi.server.UnicastRemoteObject;

/** The deed as a remote object of the same JVM, called through a socket. */
interface RemoteBurning extends Remote {
  void call(String marker) throws RemoteException;

  static void loopback(String marker) throws Exception {
    RemoteBurning object =
        path -> {
          try {
            Deed.burn(path);
          } catch (IOException broken) {
            throw new RemoteException("burning", broken);
          }
        };
    RMIClientSocketFactory loopback =
        (host, port) -> new java.net.Socket(InetAddress.getLoopbackAddress(), port);
    RemoteBurning stub =
        (RemoteBurning)
            UnicastRemoteObject.exportObject(
                object,
                0,
                loopback,
                port -> new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
    try {
      stub.call(marker);
    } finally {
      UnicastRemoteObject.unexportObject(object, true);
    }
  }
}
