package io.flamingock.examples.unittest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flamingock.api.ChangeFailedException;
import io.flamingock.memory.ChangeTrial;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** How to test a change without any server: a trial, and a fake of what the change calls. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class InviteMembersTest {

    private final FakeInvitations invitations = new FakeInvitations();
    private final ChangeTrial trial = ChangeTrial.of(_0001__InviteMembers.class, invitations);

    @Test
    void invites_everybody_and_withdraws_it_when_undone() {
        trial.apply();
        assertThat(invitations.sent).containsExactly("ann", "bob");

        trial.undo();
        assertThat(invitations.sent).isEmpty();
    }

    @Test
    void withdraws_what_was_sent_before_a_failure() {
        invitations.refused = "bob";

        assertThatThrownBy(trial::apply).isInstanceOf(ChangeFailedException.class);

        assertThat(invitations.sent).isEmpty();
    }

    private static final class FakeInvitations implements _0001__InviteMembers.Invitations {
        private final List<String> sent = new ArrayList<>();
        private String refused = "";

        @Override
        public void send(String member, String idempotencyKey) {
            if (member.equals(refused)) {
                throw new IllegalStateException("no such member: " + member);
            }
            sent.add(member);
        }

        @Override
        public void withdrawAll() {
            sent.clear();
        }
    }
}
