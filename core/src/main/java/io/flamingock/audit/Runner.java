package io.flamingock.audit;

/**
 * Who runs: for people; decides nothing.
 *
 * @param application the name given on the builder; may be empty
 * @param version its version; may be empty
 * @param host the name of the host
 * @param pid the process there
 * @param user the user of the operating system
 */
public record Runner(String application, String version, String host, long pid, String user) {

    @Override
    public String toString() {
        String name = (application + " " + version).strip();
        return (name.isEmpty() ? "" : name + " on ") + host + " pid " + pid;
    }
}
