package io.flamingock.api;

import org.jspecify.annotations.Nullable;

/**
 * A change whose outcome a human must decide about; nothing else is called so.
 *
 * @param changeId the change
 * @param seq the entry of the log that the decision is about
 * @param state what that entry states
 * @param operation whether the attempt applied or undid
 * @param attempt the number of that attempt
 * @param where target system, mode and source of the change
 * @param why why it cannot go on by itself
 * @param error what was recorded as the error, if anything was
 */
public record Issue(
        String changeId,
        long seq,
        State state,
        Operation operation,
        int attempt,
        Where where,
        String why,
        @Nullable String error) {

    /**
     * What the target may know the attempt by.
     *
     * @param target the name of the target system
     * @param mode the one that the attempt ran in
     * @param source {@code class#method}, or where else the change was declared then
     * @param idempotencyKey what the body was given
     */
    public record Where(String target, Mode mode, String source, String idempotencyKey) {}

    /** {@return whether {@code resolve} can decide it; otherwise {@link #why} says what can} */
    public boolean resolvable() {
        return state != State.STARTED || where.mode != Mode.MARKED;
    }

    /** {@return what happened, what to look at and the exact call for each finding; several lines} */
    public String describe() {
        String text = "change '" + changeId + "' (attempt " + attempt + ", " + where.mode + ", entry " + seq + ") is "
                + state + ": " + why + (error == null ? "" : "\n    error: " + error);
        return resolvable() ? text + "\n" + remedy().indent(4).stripTrailing() : text;
    }

    /** {@return what to look at and the exact call for each finding, in lines; empty where it cannot be resolved} */
    public String remedy() {
        return resolvable()
                ? "look at target system '" + where.target + "' for the effect of " + where.source
                        + " (its idempotency key is " + where.idempotencyKey
                        + "); where it is there in part, complete it or remove it; then record what you found:"
                        + "\n  it is there completely:  " + command("EXECUTED")
                        + "\n  nothing of it is there:  " + command("ROLLED_BACK")
                : "";
    }

    @Override
    public String toString() {
        return describe();
    }

    private String command(String finding) {
        return "flamingock.resolve(\"" + changeId.replace("\\", "\\\\").replace("\"", "\\\"") + "\", " + seq
                + ", Resolution." + finding + ", \"<your name>\", \"<reason>\");";
    }
}
