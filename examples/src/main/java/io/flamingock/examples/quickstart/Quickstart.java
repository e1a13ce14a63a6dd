package io.flamingock.examples.quickstart;

public final class Quickstart {

    private Quickstart() {}

    public static void main(String[] args) {
        System.out.println("Flamingock: nothing to run yet");
    }
}
