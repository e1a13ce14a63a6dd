package io.flamingock.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class TcpProxyTest {

    private static final int END = -1;

    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    void what_is_sent_goes_through_the_link_in_both_directions() throws IOException {
        try (TcpProxy proxy = TcpProxy.before("127.0.0.1", server.getLocalPort(), Counting::new);
                Socket client = connect(proxy);
                Socket behind = server.accept()) {
            client.getOutputStream().write(10);
            assertThat(behind.getInputStream().read()).isEqualTo(11);

            behind.getOutputStream().write(20);
            assertThat(client.getInputStream().read()).isEqualTo(22);
        }
    }

    @Test
    void a_link_that_throws_closes_both_sides() throws IOException {
        try (TcpProxy proxy = TcpProxy.before("127.0.0.1", server.getLocalPort(), Counting::new);
                Socket client = connect(proxy);
                Socket behind = server.accept()) {
            client.getOutputStream().write(0);

            assertThat(client.getInputStream().read()).isEqualTo(END);
            assertThat(behind.getInputStream().read()).isEqualTo(END);
        }
    }

    @Test
    void one_connection_that_the_server_does_not_take_is_closed_and_the_next_one_is_tried() throws IOException {
        int port = server.getLocalPort();
        try (TcpProxy proxy = TcpProxy.before("127.0.0.1", port, Counting::new)) {
            server.close();
            try (Socket client = connect(proxy)) {
                assertThat(client.getInputStream().read()).isEqualTo(END);
            }
            server = new ServerSocket(port, 5, InetAddress.getLoopbackAddress());
            try (Socket client = connect(proxy);
                    Socket behind = server.accept()) {
                client.getOutputStream().write(10);
                assertThat(behind.getInputStream().read()).isEqualTo(11);
            }
        }
    }

    @Test
    void a_url_leads_through_it_and_names_its_port_or_a_product_whose_port_is_known() throws IOException {
        try (TcpProxy proxy = TcpProxy.before("jdbc:postgresql://127.0.0.1/shop?user=ann", Counting::new)) {
            assertThat(proxy.through("jdbc:postgresql://127.0.0.1/shop?user=ann"))
                    .isEqualTo("jdbc:postgresql://127.0.0.1:" + proxy.port() + "/shop?user=ann");
        }
        assertThatThrownBy(() -> TcpProxy.before("jdbc:other://127.0.0.1/shop", Counting::new))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("names no port");
    }

    private static Socket connect(TcpProxy proxy) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    }

    /** Adds one to what goes there, two to what comes back, and throws when it sees a zero. */
    private static final class Counting implements TcpProxy.Link {
        @Override
        public void fromClient(InputStream in, OutputStream out) throws IOException {
            add(1, in, out);
        }

        @Override
        public void fromServer(InputStream in, OutputStream out) throws IOException {
            add(2, in, out);
        }

        private static void add(int number, InputStream in, OutputStream out) throws IOException {
            for (int next = in.read(); next >= 0; next = in.read()) {
                if (next == 0) {
                    throw new IOException("a zero");
                }
                out.write(next + number);
            }
        }
    }
}
