package io.flamingock.servers.mongo.standin;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * A process that answers a MongoDB driver, where no MongoDB is to be had: mongo-java-server and, around it, what that
 * leaves out and a driver with transactions needs. Started by {@link io.flamingock.servers.mongo.MongoServer}: it
 * prints its address as its first line, and ends when its standard input does, that is with the process that started
 * it.
 */
public final class StandIn {

    /** What this is, for messages; never "MongoDB". */
    public static final String DESCRIPTION = "stand-in (mongo-java-server 1.47.0 + transactions)";

    private static final long OVERDUE_CHECK_MILLIS = 50;

    private StandIn() {}

    /**
     * Runs the process.
     *
     * @param args the name of a {@link Mode}; the default is a replica set
     * @throws IOException if it cannot listen on 127.0.0.1
     */
    public static void main(String[] args) throws IOException {
        Mode mode = args.length == 0 ? Mode.REPLICA_SET : Mode.valueOf(args[0]);
        ServerSocket server = new ServerSocket(0, 200, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        String address = "127.0.0.1:" + server.getLocalPort();
        Dispatcher dispatcher = new Dispatcher(mode, address);
        daemon("accepting", () -> accept(server, dispatcher));
        daemon("overdue", () -> abortOverdue(dispatcher));
        System.out.println(address);
        while (System.in.read() >= 0) {
            // Nobody writes here: the end is what counts.
        }
        System.exit(0);
    }

    private static void accept(ServerSocket server, Dispatcher dispatcher) {
        for (int number = 1; ; number++) {
            try {
                Socket socket = server.accept();
                daemon("connection-" + number, new Connection(number, socket, dispatcher));
            } catch (IOException e) {
                System.err.println("The stand-in for MongoDB accepts no more connections: " + e);
                return;
            }
        }
    }

    private static void abortOverdue(Dispatcher dispatcher) {
        while (true) {
            dispatcher.abortOverdue();
            try {
                Thread.sleep(OVERDUE_CHECK_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
