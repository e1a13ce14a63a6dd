package io.flamingock.internal.change;

/**
 * What names a change, and what it says of itself.
 *
 * @param order empty where none could be found, which was reported
 */
record Header(String stage, String id, String order, Place place, Attributes attributes) {}
