package io.flamingock.servers.mongo.standin;

/** A test wants this connection closed here. */
final class Hangup extends RuntimeException {

    private static final long serialVersionUID = 1L;
}
