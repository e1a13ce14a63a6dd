package io.flamingock.inputs;

import io.flamingock.internal.change.CompiledClasses;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** A change in a named module. */
public final class Modules {

    private Modules() {}

    /** {@code acme.changes.Seed} in the module that is described so, compiled and loaded. */
    public static Seeded seed(String moduleInfo) throws Exception {
        Class<?> own = load(moduleInfo, "acme.lookup.Own");
        var supplier = own.asSubclass(Supplier.class).getConstructor().newInstance();
        return new Seeded(Class.forName(own.getModule(), "acme.changes.Seed"), (MethodHandles.Lookup) supplier.get());
    }

    /** A change, and the {@code MethodHandles.lookup()} of its module. */
    public record Seeded(Class<?> change, MethodHandles.Lookup lookup) {}

    private static Class<?> load(String moduleInfo, String name) throws IOException, ClassNotFoundException {
        Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target/modules")), "shop");
        Path out = CompiledClasses.compile(
                folder,
                Map.of("module-info.java", moduleInfo, "acme/changes/Seed.java", """
                        package acme.changes;
                        @io.flamingock.api.ChangeUnit(id = "seed", order = "1")
                        class Seed {
                            @io.flamingock.api.Execution
                            void apply(io.flamingock.memory.InMemoryRecords records) {}
                        }
                        """, "acme/lookup/Own.java", """
                        package acme.lookup;
                        import java.lang.invoke.MethodHandles;
                        public class Own implements java.util.function.Supplier<MethodHandles.Lookup> {
                            public MethodHandles.Lookup get() {
                                return MethodHandles.lookup();
                            }
                        }
                        """),
                "--add-reads",
                "acme.shop=ALL-UNNAMED");
        ModuleLayer boot = ModuleLayer.boot();
        var controller = ModuleLayer.defineModulesWithOneLoader(
                boot.configuration().resolve(ModuleFinder.of(out), ModuleFinder.of(), Set.of("acme.shop")),
                List.of(boot),
                Modules.class.getClassLoader());
        Module module = controller.layer().findModule("acme.shop").orElseThrow();
        controller.addReads(module, Modules.class.getModule());
        return Class.forName(module, name);
    }
}
