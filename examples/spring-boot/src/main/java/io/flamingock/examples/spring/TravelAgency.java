package io.flamingock.examples.spring;

import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** An application of Spring Boot with JPA. */
@SpringBootApplication(proxyBeanMethods = false)
public class TravelAgency {

    public static void main(String[] args) {
        SpringApplication.run(TravelAgency.class, args);
    }

    @Bean
    ApplicationRunner offer(Trips trips) {
        return arguments -> {
            Trip trip = trips.save(new Trip(trips.count() + 1, "Volcanoes", "IS"));
            System.out.println("trip " + trip.id() + ": " + trip.title());
        };
    }
}
