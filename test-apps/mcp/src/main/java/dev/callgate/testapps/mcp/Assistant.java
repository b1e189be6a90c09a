package dev.callgate.testapps.mcp;

/** What LangChain4j implements. */
interface Assistant {
  String chat(String message);
}
