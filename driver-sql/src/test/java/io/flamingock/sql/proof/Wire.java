package io.flamingock.sql.proof;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** One connection in the protocol of its server, without TLS: passed on message by message, and told of. */
interface Wire {

    /** Hears of what is passed on, before it is, so that whoever has an answer finds it counted. */
    interface Tally {
        /** Something was sent that nothing else is under way for: the client is going to wait. */
        void roundTrip();

        /** A statement is executed. */
        void executed();

        /** The text of a statement, or the name of a command that has none. */
        void statement(String text);

        void answered(long bytes);
    }

    /** Passes on what the client sends, until one side closes. */
    void fromClient(DataInputStream in, DataOutputStream out, Tally tally) throws IOException;

    /** Passes on what the server answers, until one side closes. */
    void fromServer(DataInputStream in, DataOutputStream out, Tally tally) throws IOException;
}
