package io.flamingock.mongodb;

/** A document with this {@code _id} is there, or comes into being by another transaction at this moment. */
final class KeyTakenException extends Exception {

    KeyTakenException(Throwable cause) {
        super(cause);
    }
}
