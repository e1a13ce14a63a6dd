package io.flamingock.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A connection whenever one is asked for, by the one driver that is meant: {@code DriverManager} would load all of them,
 * and sees none that came with {@code --driver-path}.
 */
final class DriverDataSource implements DataSource, AutoCloseable {

    private static final Map<String, String> DISTRIBUTED = Map.of(
            "jdbc:postgresql:", "org.postgresql.Driver",
            "jdbc:mariadb:", "org.mariadb.jdbc.Driver",
            "jdbc:h2:", "org.h2.Driver",
            "jdbc:sqlite:", "org.sqlite.JDBC");

    /** The flag of SQLite that opens without creating. */
    private static final String READ_AND_WRITE = "2";

    private final Driver driver;
    private final String url;
    private final Properties properties;
    private final @Nullable URLClassLoader jars;

    private DriverDataSource(Driver driver, String url, Properties properties, @Nullable URLClassLoader jars) {
        this.driver = driver;
        this.url = url;
        this.properties = properties;
        this.jars = jars;
    }

    static DriverDataSource of(StoreAddress address) {
        Properties properties = new Properties();
        address.user().ifPresent(user -> properties.setProperty("user", user));
        address.password().ifPresent(password -> properties.setProperty("password", password));
        String url = withoutCreating(address.url(), properties);
        List<Path> path = address.driverPath();
        if (!path.isEmpty()) {
            URLClassLoader jars = new URLClassLoader(urls(path), DriverDataSource.class.getClassLoader());
            for (Driver driver : ServiceLoader.load(Driver.class, jars)) {
                if (driver.getClass().getClassLoader() == jars && accepts(driver, url)) {
                    return new DriverDataSource(driver, url, properties, jars);
                }
            }
        }
        return new DriverDataSource(distributed(url), url, properties, null);
    }

    /** Who looks for a log in a file that is not there must not leave an empty database behind. */
    private static String withoutCreating(String url, Properties properties) {
        if (url.startsWith("jdbc:sqlite:")) {
            properties.setProperty("open_mode", READ_AND_WRITE);
        }
        if (url.startsWith("jdbc:hsqldb:")) {
            properties.setProperty("ifexists", "true");
        }
        return url.startsWith("jdbc:h2:") && !url.toUpperCase(Locale.ROOT).contains(";IFEXISTS=")
                ? url + ";IFEXISTS=TRUE"
                : url;
    }

    private static Driver distributed(String url) {
        for (Map.Entry<String, String> known : DISTRIBUTED.entrySet()) {
            if (url.startsWith(known.getKey())) {
                return made(known.getValue());
            }
        }
        throw new UsageException("the distribution has no JDBC driver for this address; it has "
                + String.join(", ", DISTRIBUTED.keySet().stream().sorted().toList())
                + ". Give the jar of another one with --driver-path");
    }

    private static Driver made(String driver) {
        try {
            return Class.forName(driver)
                    .asSubclass(Driver.class)
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(driver + " is missing from the distribution", e);
        }
    }

    private static boolean accepts(Driver driver, String url) {
        try {
            return driver.acceptsURL(url);
        } catch (SQLException e) {
            return false;
        }
    }

    private static URL[] urls(List<Path> path) {
        List<URL> urls = new ArrayList<>();
        for (Path jar : path) {
            try {
                urls.add(jar.toUri().toURL());
            } catch (MalformedURLException e) {
                throw new UsageException("'" + jar + "' is no path of a jar", e);
            }
        }
        return urls.toArray(URL[]::new);
    }

    @Override
    public Connection getConnection() throws SQLException {
        @Nullable Connection connection = driver.connect(url, properties);
        if (connection == null) {
            throw new SQLException("the driver " + driver.getClass().getName() + " does not understand the address");
        }
        return connection;
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("one user for all");
    }

    @Override
    public void close() {
        if (jars != null) {
            try {
                jars.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        throw new SQLFeatureNotSupportedException("no log");
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        throw new SQLFeatureNotSupportedException("the driver's own");
    }

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("no log");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("wraps nothing");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
