package dev.callgate.launch;

import java.lang.module.Configuration;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Makes a module of what lies under {@code core/} in the agent's jar, with a class loader of its
 * own, which looks there first and in the JDK second, and nowhere else: an older Byte Buddy of the
 * application is never picked up.
 *
 * <p>A named module, because an unnamed one is open. Class loaders of the application are asked for
 * supertypes with the agent on the stack; whoever finds a class there must not be able to look into
 * it, nor to define another one beside it, which no rule would see. And the JDK's own class loader,
 * because ours would be a class of the application's loader, open to everybody.
 */
final class AgentModule {
  private static final String NAME = "dev.callgate.agent";
  // Holds nothing public but the entry.
  private static final String ENTRY = "dev.callgate.agent.start";

  private AgentModule() {}

  static Module define(JarFile jar) {
    ModuleDescriptor.Builder descriptor =
        ModuleDescriptor.newModule(NAME).packages(packages(jar)).exports(ENTRY);
    for (Module module : ModuleLayer.boot().modules()) {
      ClassLoader loader = module.getClassLoader();
      boolean jdk = loader == null || loader == ClassLoader.getPlatformClassLoader();
      if (jdk && !module.getName().equals("java.base")) {
        descriptor.requires(module.getName());
      }
    }
    Configuration configuration =
        ModuleLayer.boot()
            .configuration()
            .resolve(
                new OneModule(new JarModule(descriptor.build(), jar)),
                ModuleFinder.of(),
                Set.of(NAME));
    return ModuleLayer.boot()
        .defineModulesWithOneLoader(configuration, ClassLoader.getPlatformClassLoader())
        .findModule(NAME)
        .orElseThrow();
  }

  private static Set<String> packages(JarFile jar) {
    Set<String> packages = new HashSet<>();
    for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
      String name = entries.nextElement().getName();
      int end = name.lastIndexOf('/');
      // java.* is nobody's but the JDK's; the bridge is only read there, to be defined elsewhere.
      if (name.startsWith(JarModule.FOLDER)
          && name.endsWith(JarModule.STORED)
          && !name.startsWith(JarModule.FOLDER + "java/")) {
        packages.add(name.substring(JarModule.FOLDER.length(), end).replace('/', '.'));
      }
    }
    return packages;
  }

  private record OneModule(ModuleReference module) implements ModuleFinder {
    @Override
    public Optional<ModuleReference> find(String name) {
      return name.equals(module.descriptor().name()) ? Optional.of(module) : Optional.empty();
    }

    @Override
    public Set<ModuleReference> findAll() {
      return Set.of(module);
    }
  }
}
