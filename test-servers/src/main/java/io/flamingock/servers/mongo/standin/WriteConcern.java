package io.flamingock.servers.mongo.standin;

import de.bwaldvogel.mongo.bson.Document;

/** There is one member, so every write that it has carried out is with the majority, and with two never. */
final class WriteConcern {

    static Document check(Operation operation, Mode mode, Document answer) {
        if (operation.command.get("writeConcern") instanceof Document concern
                && concern.get("w") instanceof Number members
                && members.intValue() > 1) {
            if (mode == Mode.STANDALONE) {
                throw new CommandError(2, "BadValue", "cannot use 'w' > 1 when a host is not replicated");
            }
            answer.put(
                    "writeConcernError",
                    new Document("code", 100)
                            .append("codeName", "UnsatisfiableWriteConcern")
                            .append("errmsg", "Not enough data-bearing nodes"));
        }
        return answer;
    }

    private WriteConcern() {}
}
