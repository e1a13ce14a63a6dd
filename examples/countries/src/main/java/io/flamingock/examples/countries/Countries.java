package io.flamingock.examples.countries;

/** What an application says to have the table {@code country}: {@code .stage("countries", Countries.CHANGES)}. */
public final class Countries {

    /** The package of the changes; they ask for a {@code java.sql.Connection}. */
    public static final String CHANGES = "io.flamingock.examples.countries.changes";

    private Countries() {}
}
