import { defineConfig } from "vite";

// The chat for other websites: one plain script, without modules, so that one line on any page is all it needs.
export default defineConfig({
  publicDir: false,
  build: {
    outDir: "dist",
    emptyOutDir: false,
    lib: { entry: "src/widget/widget.ts", formats: ["iife"], name: "RedressChat", fileName: () => "widget.js" },
  },
});
