package io.flamingock.examples.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.flamingock.Flamingock;
import io.flamingock.api.Mode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class OverRestTest {

    @Test
    void takes_back_half_of_a_change_and_runs_it_at_the_next_start() throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();

        OverRest.run(new PrintStream(text, true, StandardCharsets.UTF_8));

        assertThat(text.toString(StandardCharsets.UTF_8))
                .containsSubsequence(
                        "change 'route-payments'",
                        "the gateway answers 503: out of memory",
                        "ROLLED_BACK",
                        "the gateway has [/routes/orders]\n",
                        "run of 'web-shop': 1 executed, 1 skipped",
                        "002 route-payments on 'gateway' (mode NONE): executed",
                        "the gateway has [/limits/payments, /routes/orders, /routes/payments]\n");
    }

    @Test
    void each_attempt_after_a_rollback_has_a_key_of_its_own_and_a_repeated_key_creates_nothing() throws Exception {
        try (GatewayServer server = GatewayServer.start()) {
            Gateway gateway = new Gateway(server.address());
            Flamingock flamingock = OverRest.flamingock(gateway);
            flamingock.run();
            flamingock.undo("route-orders", "ann", "the orders have moved");
            assertThat(server.paths()).containsExactly("/limits/payments", "/routes/payments");

            assertThat(flamingock.run().outcomes())
                    .first()
                    .satisfies(outcome -> assertThat(outcome.change().mode()).isEqualTo(Mode.NONE));

            assertThat(server.paths()).contains("/routes/orders");
            assertThat(server.created()).isEqualTo(4);
            gateway.create("/routes/books", "{}", "a key");
            gateway.create("/routes/books", "{}", "a key");
            assertThat(server.created()).isEqualTo(5);
        }
    }
}
