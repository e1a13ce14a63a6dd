package io.flamingock.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.flamingock.cli.Call.Answer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page as a browser shows it; what it looks like is kept as {@code target/report-*.png} and {@code .pdf}. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ReportInBrowserIT {

    /** Every text on its ground, as the browser has computed both: the least contrast of all, and of which. */
    private static final String LEAST_CONTRAST = """
            (() => {
              const canvas = new OffscreenCanvas(1, 1).getContext('2d', {willReadFrequently: true});
              const rgb = colour => {
                canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
                return canvas.getImageData(0, 0, 1, 1).data;
              };
              const light = colour => {
                const [r, g, b] = [...rgb(colour)].slice(0, 3).map(v => v / 255)
                    .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
                return 0.2126 * r + 0.7152 * g + 0.0722 * b;
              };
              const ground = e => !e || e === document.documentElement ? getComputedStyle(document.body).backgroundColor
                  : rgb(getComputedStyle(e).backgroundColor)[3] ? getComputedStyle(e).backgroundColor : ground(e.parentElement);
              let least = {ratio: 99, of: '', texts: 0};
              const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
              while (walker.nextNode()) {
                const e = walker.currentNode.parentElement;
                if (!walker.currentNode.data.trim() || e.closest('title, desc')) continue;
                const style = getComputedStyle(e);
                const [a, b] = [light(e.closest('svg') ? style.fill : style.color), light(ground(e))];
                const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
                least.texts++;
                if (ratio < least.ratio) least = {...least, ratio, of: walker.currentNode.data};
              }
              return least;
            })()""";

    @TempDir
    static Path folder;

    private static @Nullable Chromium browser;

    @BeforeAll
    static void a_night_is_reported_and_opened() {
        Optional<String> program = Chromium.program();
        assumeTrue(program.isPresent(), "there is no Chromium here: the report was not looked at in a browser");
        Path file = folder.resolve("report.html");
        ReportedNight night = new ReportedNight(folder);
        night.isAltered();
        Answer answer = night.call().jar("report", "--out", file.toString());
        assertThat(answer.exitCode()).as(answer.all()).isEqualTo(5);
        browser = Chromium.started(program.get(), folder);
        browser.open(file);
    }

    @AfterAll
    static void the_browser_ends() {
        if (browser != null) {
            browser.close();
        }
    }

    private static Chromium browser() {
        return Objects.requireNonNull(browser);
    }

    @Test
    void nothing_is_logged_thrown_asked_or_fetched() {
        assertThat(browser().value("document.title").asText()).isEqualTo("Changes of shop");
        for (String event : List.of(
                "Runtime.consoleAPICalled",
                "Runtime.exceptionThrown",
                "Log.entryAdded",
                "Page.javascriptDialogOpening")) {
            assertThat(browser().events(event)).as(event).isEmpty();
        }
        Set<String> fetched = new TreeSet<>();
        browser()
                .events("Network.requestWillBeSent")
                .forEach(event -> fetched.add(event.path("request").path("url").asText()));
        assertThat(fetched).allMatch(url -> url.endsWith("/report.html") || url.startsWith("data:"));
    }

    @Test
    void it_is_read_by_light_and_in_the_dark() throws IOException {
        assertThat(ground("light")).isGreaterThan(230);
        assertThat(ground("dark")).isLessThan(40);
    }

    @Test
    void it_fits_a_narrow_window_in_which_only_tables_are_scrolled() throws IOException {
        Map<String, ?> narrow = Map.of("width", 360, "height", 800, "deviceScaleFactor", 1, "mobile", false);
        browser().call("Emulation.setDeviceMetricsOverride", narrow);
        try {
            assertThat(browser().value("document.documentElement.scrollWidth").asInt())
                    .isBetween(300, 360);
            screenshot("narrow");
        } finally {
            browser().call("Emulation.clearDeviceMetricsOverride", Map.of());
        }
    }

    @Test
    void it_is_printed_on_several_pages_on_white_whatever_the_screen_is() throws IOException {
        media("print", "dark");
        assertThat(browser()
                        .value("getComputedStyle(document.body).backgroundColor")
                        .asText())
                .isEqualTo("rgb(255, 255, 255)");
        assertThat(leastContrast().path("ratio").asDouble()).isGreaterThan(7);

        byte[] pdf = Base64.getDecoder()
                .decode(browser().call("Page.printToPDF", Map.of()).path("data").asText());
        Files.write(Path.of("target", "report.pdf"), pdf);
        assertThat(new String(pdf, StandardCharsets.ISO_8859_1))
                .startsWith("%PDF-")
                .containsPattern("/Type\\s*/Pages\\s*/Count [2-9]");
    }

    /** How light the corner of the page is, from 0 to 255; the texts on it can be read. */
    private static int ground(String scheme) throws IOException {
        media("screen", scheme);
        JsonNode least = leastContrast();
        assertThat(least.path("texts").asInt()).isGreaterThan(200);
        assertThat(least.path("ratio").asDouble())
                .as("%s: contrast of %s", scheme, least.path("of"))
                .isGreaterThan(4.5);
        return screenshot(scheme).getRGB(2, 2) & 0xFF;
    }

    private static JsonNode leastContrast() {
        return browser().value(LEAST_CONTRAST);
    }

    private static void media(String media, String scheme) {
        browser()
                .call(
                        "Emulation.setEmulatedMedia",
                        Map.of(
                                "media",
                                media,
                                "features",
                                List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    private static BufferedImage screenshot(String name) throws IOException {
        byte[] png = Base64.getDecoder()
                .decode(browser()
                        .call("Page.captureScreenshot", Map.of("captureBeyondViewport", true))
                        .path("data")
                        .asText());
        Files.write(Path.of("target", "report-" + name + ".png"), png);
        return ImageIO.read(new ByteArrayInputStream(png));
    }
}
