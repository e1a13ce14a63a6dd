package io.flamingock.examples.spring;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** Its table is created by a change; Hibernate only checks that it is there. */
@Entity
class Trip {

    @Id
    private long id;

    private String title = "";
    private String country = "";

    /** For Hibernate. */
    Trip() {}

    Trip(long id, String title, String country) {
        this.id = id;
        this.title = title;
        this.country = country;
    }

    long id() {
        return id;
    }

    String title() {
        return title + " (" + country + ")";
    }
}
