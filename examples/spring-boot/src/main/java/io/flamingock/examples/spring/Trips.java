package io.flamingock.examples.spring;

import org.springframework.data.jpa.repository.JpaRepository;

/** The trips on offer. */
interface Trips extends JpaRepository<Trip, Long> {}
