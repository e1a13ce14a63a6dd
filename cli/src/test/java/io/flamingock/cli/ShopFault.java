package io.flamingock.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What is wrong in the process of the shop tonight. */
record ShopFault(String name) {

    /** Where no address with a password may be seen again, however it is written. */
    private static final String ADDRESSES = "jdbc:mysql://(host=h,user=u,password=open-sesame)/db"
            + " jdbc:mysql://u:open-sesame@h:3306,u:open-sesame@i/db jdbc:oracle:thin:u/open-sesame@//h/db";

    boolean is(String fault) {
        return name.equals(fault);
    }

    void inSetup() {
        switch (name) {
            case "setup throws" -> throw new IllegalStateException("no configuration");
            case "setup lacks a class" -> throw new NoClassDefFoundError("com/acme/shop/Pool");
            case "setup cannot connect" -> {
                System.err.println("connecting to " + ADDRESSES);
                throw new IllegalStateException("there is nobody at " + ADDRESSES);
            }
            default -> {}
        }
    }

    void inBodyOf(String change) {
        if (is("fails at " + change)) {
            throw new IllegalStateException("the partner has answered <script>alert(1)</script>");
        }
        if (is("waits at " + change)) {
            awaitEndOfProcess(() -> {});
        }
        if (is("garbles at " + change)) {
            awaitEndOfProcess(() -> print("\u0001flamingock ENDED\n"));
        }
        if (is("starts a process at " + change)) {
            print("half a line");
            startProcessThatStays();
        }
    }

    /** Until somebody asks this process to end, which {@code reason} may be the reason for. */
    private static void awaitEndOfProcess(Runnable reason) {
        CountDownLatch asked = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(asked::countDown));
        reason.run();
        try {
            if (!asked.await(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody has asked this process to end");
            }
            for (int looks = 0; looks < 500 && !libraryHasHeard(); looks++) {
                Thread.sleep(10);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All hooks run at once. */
    private static boolean libraryHasHeard() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("flamingock-shutdown")
                        && thread.getState() == Thread.State.TIMED_WAITING);
    }

    private static void print(String text) {
        try {
            new FileOutputStream(FileDescriptor.out).write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void startProcessThatStays() {
        try {
            Process process = new ProcessBuilder("sleep", "30").inheritIO().start();
            System.err.println("process " + process.pid() + " stays");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
