package io.flamingock.mongodb;

import io.flamingock.servers.mongo.MongoServer;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Arrays;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** What the server under test must be able to do; where it is not, the test is skipped and the report says why. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(Needs.Condition.class)
public @interface Needs {

    Ability[] value();

    /** What not every server can do. */
    enum Ability {
        TRANSACTIONS("it is a standalone server and has no transactions") {
            @Override
            boolean isOf(MongoServer server) {
                return server.mode() != MongoServer.Mode.STANDALONE;
            }
        },
        FAIL_POINTS("its commands cannot be made to fail: that takes --setParameter enableTestCommands=1") {
            @Override
            boolean isOf(MongoServer server) {
                return server.hasFailPoints();
            }
        },
        LOST_ANSWERS("only the stand-in executes a command and then closes the connection") {
            @Override
            boolean isOf(MongoServer server) {
                return server.isStandIn();
            }
        };

        private final String otherwise;

        Ability(String otherwise) {
            this.otherwise = otherwise;
        }

        abstract boolean isOf(MongoServer server);
    }

    /** Asks the server that all tests share. */
    final class Condition implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            MongoServer server = MongoServer.shared();
            return AnnotationSupport.findAnnotation(context.getElement(), Needs.class).stream()
                    .flatMap(needs -> Arrays.stream(needs.value()))
                    .filter(ability -> !ability.isOf(server))
                    .findFirst()
                    .map(ability -> ConditionEvaluationResult.disabled(
                            "not possible on " + server.describe() + ": " + ability.otherwise))
                    .orElseGet(() -> ConditionEvaluationResult.enabled("possible on " + server.describe()));
        }
    }
}
