package io.flamingock.tck.model;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.slf4j.LoggerFactory;

/**
 * The library against a model of the protocol: whatever happens to whichever instance, each of its calls is one that
 * the protocol permits, and is answered as the model says; and in the end everything is there, and there once. How many
 * stories are told is {@code -Dmodel.tries}.
 */
class ModelTest {

    private static final Logger LIBRARY = (Logger) LoggerFactory.getLogger("io.flamingock");

    @BeforeContainer
    static void expect_warnings() {
        LIBRARY.setLevel(Level.OFF);
    }

    @AfterContainer
    static void warn_again() {
        LIBRARY.setLevel(null);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void the_library_does_what_the_model_of_the_protocol_does(@ForAll("stories") Story story) {
        Chronicle unused = Telling.of(story, Mutant.NONE);
    }

    /** In real time, since an instance that waits sleeps between two looks. */
    @Property(tries = 30, edgeCases = EdgeCasesMode.NONE)
    void so_it_does_where_instances_wait_for_the_lease(@ForAll("stories") Story story) {
        Chronicle unused = Telling.of(story.patient(), Mutant.NONE);
    }

    @Provide
    Arbitrary<Story> stories() {
        return Story.any();
    }
}
