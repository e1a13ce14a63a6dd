package io.flamingock.examples.unittest;

import io.flamingock.api.ChangeContext;
import io.flamingock.api.ChangeUnit;
import io.flamingock.api.Execution;
import io.flamingock.api.RollbackExecution;

/** A change that would call a web service; what it calls is an interface, so a test can give it another. */
@ChangeUnit(id = "invite-members")
class _0001__InviteMembers {

    /** The part of the service's client that the change uses. */
    interface Invitations {

        void send(String member, String idempotencyKey);

        void withdrawAll();
    }

    @Execution
    void invite(Invitations invitations, ChangeContext context) {
        invitations.send("ann", context.idempotencyKey() + "/ann");
        invitations.send("bob", context.idempotencyKey() + "/bob");
    }

    @RollbackExecution
    void withdraw(Invitations invitations) {
        invitations.withdrawAll();
    }
}
