FROM node:22-alpine
WORKDIR /usr/src/app
ONBUILD ARG NODE_ENV=production
ONBUILD ENV NODE_ENV=$NODE_ENV
ONBUILD COPY package.json ./
ONBUILD RUN npm install && npm cache clean --force
ONBUILD COPY --from=tools /bin/check /usr/local/bin/check
ONBUILD COPY . .
CMD ["npm", "start"]
