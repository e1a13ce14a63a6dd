package io.flamingock.safety.points;

/**
 * Crash points that are counted as one, as a line of a table of the crash tests has them.
 *
 * @param where the databases
 * @param how what befell the process
 * @param row of protocol §6
 * @param kind mode and recovery strategy
 * @param points how many
 * @param starts how many starts it took until everything was done
 * @param failures at how many points something was lost, done twice, or not as the protocol says
 */
record Points(String where, String how, String row, String kind, int points, int starts, int failures) {

    static Points parse(String line) {
        String[] cells = line.split(",", -1);
        return new Points(
                cells[0],
                cells[1],
                cells[2],
                cells[3],
                Integer.parseInt(cells[4]),
                Integer.parseInt(cells[5]),
                Integer.parseInt(cells[6]));
    }
}
