package io.flamingock.examples.spring;

import io.flamingock.Flamingock;
import io.flamingock.api.RunReport;
import io.flamingock.examples.countries.Countries;
import io.flamingock.sql.SqlAuditStore;
import io.flamingock.sql.SqlTargetSystem;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.orm.jpa.EntityManagerFactoryDependsOnPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Brings the database up to date after its {@code DataSource} is made and before JPA is. */
@Configuration(proxyBeanMethods = false)
class SchemaChanges {

    /** What {@code run()} throws ends the start of the application, with its message. */
    @Bean
    RunReport runReport(DataSource dataSource) {
        return Flamingock.builder()
                .service("travel-agency")
                .auditStore(SqlAuditStore.of(dataSource))
                .targetSystems(SqlTargetSystem.of("travel-database", dataSource))
                .stage("countries", Countries.CHANGES)
                .stage("travel", "io.flamingock.examples.spring.changes")
                .run();
    }

    /** Without it Spring may let Hibernate look first. */
    @Bean
    static EntityManagerFactoryDependsOnPostProcessor jpaAfterRun() {
        return new EntityManagerFactoryDependsOnPostProcessor("runReport");
    }
}
