import { defineConfig } from "vite";

// Plain file names: the API adds a version to the address, so that a page never asks for last week's file.
export default defineConfig({
  base: "/assets/",
  // Sass compresses the styles: the stricter minifier stops at `min-width: 0\0`, the Design System's word to old browsers.
  css: { preprocessorOptions: { scss: { style: "compressed" } } },
  build: {
    cssMinify: false,
    outDir: "dist",
    assetsInlineLimit: 0,
    modulePreload: false,
    rollupOptions: {
      input: { redress: "src/redress.ts", chat: "src/chat.ts", call: "src/call.ts", styles: "src/redress.scss" },
      output: {
        entryFileNames: "[name].js",
        chunkFileNames: "[name].js",
        assetFileNames: (asset) => (asset.names.some((name) => name.endsWith(".css")) ? "redress.css" : "[name][extname]"),
      },
    },
  },
});
