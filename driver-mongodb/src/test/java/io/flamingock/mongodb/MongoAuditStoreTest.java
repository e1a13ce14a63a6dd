package io.flamingock.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCredential;
import com.mongodb.MongoException;
import com.mongodb.MongoSecurityException;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.AuditStoreException;
import io.flamingock.audit.Holder;
import io.flamingock.audit.Runner;
import io.flamingock.audit.StoreRefusedException;
import io.flamingock.audit.UnreadableEntryException;
import io.flamingock.servers.mongo.MongoServer;
import java.time.Duration;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class MongoAuditStoreTest {

    private static final Holder ME = new Holder("owner", new Runner("app", "1", "host", 1, "me"));

    @AutoClose
    private final TestDatabase mongo = new TestDatabase(MongoServer.shared());

    @Test
    void a_client_that_does_not_wait_for_its_writes_is_refused() {
        MongoClientSettings settings = MongoClientSettings.builder()
                .writeConcern(WriteConcern.UNACKNOWLEDGED)
                .build();
        try (MongoClient client = MongoClients.create(settings)) {
            assertThatThrownBy(() -> MongoAuditStore.of(client, "app")).hasMessageContaining("[S30]");
            assertThatThrownBy(() -> MongoTargetSystem.of("app", client, "app")).hasMessageContaining("w:0");
        }
    }

    @Test
    void names_and_times_that_make_no_sense_are_refused() {
        assertThatThrownBy(() -> mongo.store().auditCollection("no.name")).hasMessageContaining("'no.name'");
        assertThatThrownBy(() -> mongo.store().lockCollection("$x")).hasMessageContaining("[D18]");
        assertThatThrownBy(() -> MongoAuditStore.of(mongo.client(), "a b")).hasMessageContaining("'a b'");
        assertThatThrownBy(() -> mongo.store().lockTimeout(Duration.ZERO)).hasMessageContaining("lock time-out");
        assertThatThrownBy(() -> mongo.store().networkTimeout(Duration.ofDays(99)))
                .hasMessageContaining("network time-out");
        assertThatThrownBy(() -> MongoTargetSystem.of(" ", mongo.client(), "app"))
                .hasMessageContaining("[D18]");
    }

    @Test
    void other_names_are_used() {
        MongoAuditStore store = mongo.store().auditCollection("my_log").lockCollection("my_locks");
        store.tryAcquire("users", ME, Duration.ofSeconds(20));
        store.log("users").create();
        mongo.target().markerCollection("my_markers").prepareMarkers();

        assertThat(mongo.database().listCollectionNames())
                .containsExactlyInAnyOrder("my_log", "my_locks", "my_markers");
    }

    @Test
    void without_the_right_to_create_it_says_what_a_DBA_enters() {
        MongoAuditStore store = mongo.store().autoCreate(false);
        String log = "db.getSiblingDB(\"" + mongo.name() + "\").createCollection(\"flamingock_audit\")";
        String lock = log.replace("audit", "lock");

        assertThat(store.commands()).containsExactly(log, lock);
        assertThatThrownBy(store.log("users")::create)
                .isInstanceOf(StoreRefusedException.class)
                .hasMessageContaining(log);
        assertThatThrownBy(() -> store.tryAcquire("users", ME, Duration.ofSeconds(20)))
                .isInstanceOf(StoreRefusedException.class)
                .hasMessageContaining(lock);
        assertThat(mongo.target().autoCreate(false).prepareMarkers())
                .hasValueSatisfying(why -> assertThat(why).contains(log.replace("audit", "marker")));
        assertThat(mongo.database().listCollectionNames()).isEmpty();
    }

    @Test
    void an_entry_that_cannot_be_read_comes_with_those_before_it() {
        mongo.flamingock()
                .change("a", change -> change.order("1").execute(() -> {}))
                .run();
        List<AuditEntry> entries = mongo.store().log("users").read(0);
        mongo.database()
                .getCollection("flamingock_audit")
                .updateOne(Filters.eq("_id.seq", 2), Updates.set("state", "PONDERED"));

        assertThatThrownBy(() -> mongo.store().log("users").read(0))
                .isInstanceOfSatisfying(UnreadableEntryException.class, e -> {
                    assertThat(e.before()).containsExactly(entries.get(0));
                    assertThat(e.finding()).contains("entry 2 of the log of 'users'", "PONDERED");
                });
    }

    /** As MongoDB lists them: the stand-in has no such collections. */
    @Test
    void what_forgets_or_takes_two_names_for_one_or_is_no_collection_is_not_used() {
        assertThat(Collections.whatIsWrong(Document.parse("{type: 'collection', options: {}}")))
                .isEmpty();
        assertThat(Collections.whatIsWrong(Document.parse("{type: 'view', options: {viewOn: 'users'}}")))
                .contains("view");
        assertThat(Collections.whatIsWrong(Document.parse("{type: 'collection', options: {capped: true, size: 9}}")))
                .contains("capped");
        assertThat(Collections.whatIsWrong(
                        Document.parse("{type: 'collection', options: {collation: {locale: 'en', strength: 2}}}")))
                .contains("collation");
    }

    @Test
    void a_server_that_is_not_there_is_said_within_the_network_timeout() {
        try (MongoClient client =
                MongoClients.create("mongodb://ann:s3cret@127.0.0.1:1/?serverSelectionTimeoutMS=30000")) {
            MongoAuditStore store = MongoAuditStore.of(client, "app").networkTimeout(Duration.ofMillis(300));
            long before = System.nanoTime();

            assertThatThrownBy(store.log("users")::newest)
                    .isInstanceOf(AuditStoreException.class)
                    .message()
                    .doesNotContain("s3cret");
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
        }
    }

    @Test
    void no_password_stays_in_what_is_thrown() {
        MongoException thrown = new MongoException(
                112, "at mongodb+srv://ann:s3cret@host/app", new IllegalStateException("password=s3cret"));
        thrown.addLabel(MongoException.TRANSIENT_TRANSACTION_ERROR_LABEL);

        RuntimeException redacted = Redaction.of(thrown);

        assertThat(redacted).hasMessageContaining("mongodb+srv://ann:…@host/app");
        assertThat(redacted.getCause()).hasMessageNotContaining("s3cret");
        assertThat(Errors.isUndone(redacted)).isTrue();
        assertThat(Redaction.of(new MongoException("clean"))).hasMessage("clean");
    }

    /** The stand-in knows neither users nor rights: this is what a server answers. */
    @Test
    void wrong_credentials_and_a_right_that_is_missing_say_what_to_do() {
        Mongo store = Mongo.ofStore(Settings.of(mongo.client(), "app"));
        MongoCredential ann = MongoCredential.createCredential("ann", "admin", "s3cret".toCharArray());

        assertThat(store.failure("reading", new MongoSecurityException(ann, "Exception authenticating")))
                .isInstanceOf(StoreRefusedException.class)
                .hasMessageContaining("[S27] reading failed")
                .hasMessageContaining("check user and password")
                .hasMessageNotContaining("s3cret");
        assertThat(store.failure("appending", new MongoException(13, "not authorized on app")))
                .isInstanceOf(StoreRefusedException.class)
                .hasMessageContaining("[S29] appending failed with code 13")
                .hasMessageContaining("the user lacks a privilege on database 'app'); nothing was written");
    }

    @Test
    void a_transaction_that_lived_too_long_is_not_tried_again() {
        MongoException gone = new MongoException(251, "Transaction 1 has been aborted");
        gone.addLabel(MongoException.TRANSIENT_TRANSACTION_ERROR_LABEL);

        RuntimeException late = Explained.of(gone, Duration.ofSeconds(61));

        assertThat(late).hasMessageContaining("transactional = false").hasMessageContaining("61 s");
        assertThat(Errors.isUndone(late)).isFalse();
        assertThat(Errors.isUndone(Explained.of(gone, Duration.ofSeconds(2)))).isTrue();
        assertThat(List.of(20, 263))
                .allSatisfy(code -> assertThat(Explained.of(new MongoException(code, "no"), Duration.ZERO))
                        .hasMessageContaining("transactional = false"));
    }
}
